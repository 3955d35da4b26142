# The reference site as an image: `docker build .`. compose.yaml runs it; docs/betrieb/ says what else a
# public site needs.
FROM python:3.13.11-slim-bookworm AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --requirement requirements.txt

FROM python:3.13.11-slim-bookworm
RUN useradd --system --create-home --uid 10001 wissensspeicher
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=wissensspeicher.settings.production
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py LICENSE NOTICES.md ./
COPY cms_blocks cms_blocks
COPY knowledge knowledge
COPY search search
COPY site site
COPY templates templates
# What the site writes: the only folder that belongs to it.
RUN mkdir -p var/media var/private && SECRET_KEY=only-for-this-step ALLOWED_HOSTS=localhost \
    python manage.py collectstatic --noinput && chown -R wissensspeicher: var
USER wissensspeicher
EXPOSE 8000
CMD ["gunicorn", "--pythonpath", "site,search", "--bind", "0.0.0.0:8000", "--workers", "3", "wissensspeicher.wsgi"]
