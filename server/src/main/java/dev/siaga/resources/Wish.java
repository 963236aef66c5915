package dev.siaga.resources;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A document that is right in itself.
 *
 * @param document its place among those applied
 * @param spec as it would be stored
 * @param read as its owner reads it
 * @param sealed all sealed secrets that the resource would have, kept ones included
 * @param secretChanges the secrets that would change
 */
record Wish(
    int document,
    ResourceKey key,
    JsonNode spec,
    Object read,
    Map<String, byte[]> sealed,
    List<Change.Field> secretChanges) {}
