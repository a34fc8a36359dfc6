globalThis.{{ name }} = {{ words|tojson }};
