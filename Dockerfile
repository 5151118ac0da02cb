# docker build -t tidyforms .
# docker run --rm --network none --user "$(id -u):$(id -g)" -v /srv/forms:/raw:ro -v /srv/dataset:/out tidyforms ingest /raw /out
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/tidyforms
COPY requirements.lock ./
RUN /opt/tidyforms/bin/python -m pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY ingest ingest
COPY parsers parsers
COPY tidyforms tidyforms
RUN /opt/tidyforms/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation --no-index .

FROM python:3.12-slim
COPY --from=build /opt/tidyforms /opt/tidyforms
RUN useradd --system --uid 10001 --no-create-home tidyforms
ENV PATH=/opt/tidyforms/bin:$PATH PYTHONDONTWRITEBYTECODE=1
USER 10001
ENTRYPOINT ["tidyforms"]
CMD ["--help"]
