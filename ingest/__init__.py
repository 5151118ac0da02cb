"""From a folder of documents to a published dataset: everything but the reading itself."""
