"""From a folder of documents to a published dataset: everything but the reading itself."""

__version__ = "0.1.0"
