def with_tax: . * 119 / 100;
