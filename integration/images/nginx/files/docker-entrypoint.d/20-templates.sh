#!/bin/sh
# Fills the templates with the environment, as Docker Hub's image does.
set -e
for template in /etc/nginx/templates/*.template; do
  output=/etc/nginx/conf.d/$(basename "$template" .template)
  envsubst '$SITE_NAME' <"$template" >"$output"
done
