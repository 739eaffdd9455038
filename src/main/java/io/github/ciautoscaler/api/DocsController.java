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
 * now, as in a sandbox without one, it says so.
 */
@RestController
class DocsController {

  private static final String GUARDED =
      "writes need Authorization: Bearer with the value of ADMIN_TOKEN";
  private static final String OPEN =
      "writes need no token as long as ADMIN_TOKEN is not set, because this is the sandbox";

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
    return mapper.writeValueAsBytes(settings.openWrites() ? open() : document);
  }

  private JsonNode open() {
    JsonNode open = document.deepCopy();
    if (open.path("info") instanceof ObjectNode info) {
      info.put("description", info.path("description").asString("").replace(GUARDED, OPEN));
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
