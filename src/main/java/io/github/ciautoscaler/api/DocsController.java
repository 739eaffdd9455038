package io.github.ciautoscaler.api;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document, written by hand and held to the truth by a test. Where writes need no token
 * now, as in a sandbox without one, or reads need one, it says so.
 */
@RestController
class DocsController {

  private static final String GUARDED =
      "writes need Authorization: Bearer with ADMIN_TOKEN or one of OPERATOR_TOKENS";
  private static final String OPEN =
      "writes need no token as long as none is set, because this is the sandbox";
  private static final String OPEN_READS = "Reads are open;";
  private static final String CLOSED_READS =
      "Reads need Authorization: Bearer with one of VIEWER_TOKENS or what writes need;";

  private final ApiSettings settings;
  private final JsonMapper mapper;
  private final JsonNode document;

  DocsController(ApiSettings settings, JsonMapper mapper) throws IOException {
    this.settings = settings;
    this.mapper = mapper;
    try (InputStream file = new ClassPathResource("api/openapi.json").getInputStream()) {
      this.document = mapper.readTree(file);
    }
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] document() {
    JsonNode now = settings.openWrites() ? open() : document;
    return mapper.writeValueAsBytes(
        settings.access().get().readsNeedToken() ? withClosedReads(now) : now);
  }

  private JsonNode withClosedReads(JsonNode now) {
    JsonNode closed = now.deepCopy();
    if (closed.path("info") instanceof ObjectNode info) {
      info.put("description", description(info).replace(OPEN_READS, CLOSED_READS));
    }
    JsonNode refused = document.at("/paths/~1api~1pause/post/responses/401");
    for (JsonNode path : closed.path("paths")) {
      if (path.path("get") instanceof ObjectNode read) {
        read.putArray("security").addObject().putArray("adminToken");
        if (read.path("responses") instanceof ObjectNode responses) {
          responses.set("401", refused);
        }
      }
    }
    return closed;
  }

  private static String description(ObjectNode info) {
    return info.path("description").asString("");
  }

  private JsonNode open() {
    JsonNode open = document.deepCopy();
    if (open.path("info") instanceof ObjectNode info) {
      info.put("description", description(info).replace(GUARDED, OPEN));
    }
    open.path("paths").forEach(path -> path.forEach(DocsController::opened));
    return open;
  }

  private static void opened(JsonNode operation) {
    if (operation instanceof ObjectNode write && write.remove("security") != null) {
      if (write.path("responses") instanceof ObjectNode responses) {
        responses.remove("401");
        if (responses.path("403") instanceof ObjectNode refused) {
          refused.put("description", "Origin names a page that is not this machine's");
        }
      }
    }
  }
}
