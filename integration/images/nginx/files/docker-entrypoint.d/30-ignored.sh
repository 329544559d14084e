not executable: the entrypoint tells so and goes on
