# The portal's image: one for the web server, the worker, beat and the migrations. See docker-compose.yml.

# The front-end packages, locked; Node stays in this stage.
FROM node:22-bookworm-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

# Python with the libraries that render the papers. Without libharfbuzz-subset0 rendering is five times slower.
# The fonts set names in scripts that our serif lacks, from Inuktitut to Korean, and emoji as line drawings; colored ones
# (fonts-noto-color-emoji) come out too large and over the text.
# No Ghostscript: the papers hold no EPS, and it would open a door.
FROM python:3.11-slim-bookworm AS base
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PATH=/opt/venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=onemind.settings.production \
    ONEMIND_VAR=/srv/portal/var \
    FILES_ROOT=/srv/files
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-cjk fonts-symbola \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/portal

# The Python packages, locked with hashes, and the static files under hashed names.
FROM base AS build
COPY requirements.txt ./
RUN python -m venv /opt/venv \
    && pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
COPY --from=packages /packages/node_modules node_modules
# Collecting needs settings that can be read, not secrets: none of these values stays in the image, and the switch, which
# lets them pass, ends with this step.
RUN python -m tools.assets \
    && INSECURE_FIRST_LOOK=yes SECRET_KEY=build ALLOWED_HOSTS=build SITE_URL=https://build EMAIL_HOST=build DEFAULT_FROM_EMAIL=build@localhost \
       python manage.py collectstatic --noinput \
    && rm -rf node_modules

FROM base AS portal
RUN useradd --system --uid 10001 --create-home portal \
    && install --directory --owner portal --group portal /srv/files
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=portal:portal /srv/portal /srv/portal
USER portal
VOLUME /srv/files
EXPOSE 8000
CMD ["gunicorn", "onemind.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--timeout", "30", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
