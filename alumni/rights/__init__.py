"""Rights of the person (KVKK art. 11, 13): requests and their answers, the own copy of the data, erasure."""
