"""The job that sends a mailing."""

KIND = "mail.mailing"
