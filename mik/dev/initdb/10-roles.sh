#!/bin/sh
# Run once by the PostgreSQL image when its volume is empty: two roles and the database.
# The owner migrates; web and workers connect as mik_app, to whom migrations give its rights.
set -eu

psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="$MIK_OWNER_PASSWORD" -v app_password="$MIK_APP_PASSWORD" <<'SQL'
CREATE ROLE mik_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE mik_app LOGIN PASSWORD :'app_password';
GRANT mik_app TO mik_owner;
CREATE DATABASE mik OWNER mik_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE mik FROM PUBLIC;
GRANT CONNECT ON DATABASE mik TO mik_app;
SQL
