"""The engine on an OpenSearch cluster, an extra: when one machine is outgrown."""
