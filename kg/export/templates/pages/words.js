globalThis.kgWords = {{ words|tojson }};
