"""What a member tells of themselves beside contacts and career: languages, links, earlier names, a photo."""
