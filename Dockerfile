# Built in two stages, so that compilers of texts and caches stay out of what runs.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install -y --no-install-recommends gettext \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /venv
ENV PATH=/venv/bin:$PATH
COPY requirements.txt /tmp/requirements.txt
RUN pip install --require-hashes -r /tmp/requirements.txt
WORKDIR /app
COPY . .
# The settings want keys to start; nothing is encrypted or signed here, and nothing of this is kept.
RUN export SECRET_KEY=build FIELD_KEYS=build:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
        HASH_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= DATABASE_URL=postgres:///build \
        STATIC_ROOT=/app/staticfiles \
    && python manage.py compilemessages \
    && python manage.py collectstatic --no-input

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/staticfiles MEDIA_ROOT=/data/media XDG_CACHE_HOME=/tmp
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin mik \
    && install -d -o mik -g mik -m 700 /data /data/media /data/beat
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER mik
EXPOSE 8000
VOLUME /data
CMD ["gunicorn", "mik.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "3", \
    "--threads", "4", "--timeout", "60", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
    "--logger-class", "mik.common.access_log.AccessLogger", "--access-logfile", "-"]
