package dev.siaga.paging;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How paging keeps its state: what a newer version adds is ignored by an older one. */
final class PagingJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private PagingJson() {}
}
