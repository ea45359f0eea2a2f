# Entente's service, for docker-compose.yml: it takes the database at ENTENTE_URI and runs none of its own.
FROM python:3.11-slim

WORKDIR /src
COPY requirements requirements
RUN pip install --no-cache-dir --require-hashes -r requirements/run.lock
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --create-home --uid 10001 entente

USER entente
WORKDIR /home/entente
ENV ENTENTE_HOME=/home/entente/data ENTENTE_CACHE=/tmp/cache
EXPOSE 8000
CMD ["entente", "serve"]
