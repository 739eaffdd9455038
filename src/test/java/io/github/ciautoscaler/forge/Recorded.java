package io.github.ciautoscaler.forge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An exchange with a real Gitea 1.26.3. */
record Recorded(JsonNode exchange) {

  static Recorded named(String name) {
    return new Recorded(JsonMapper.shared().readTree(text(name)));
  }

  static String text(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/gitea-1.26.3/" + name + ".json")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), "UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String requestLine() {
    JsonNode request = exchange.get("request");
    return request.get("method").asString() + " " + request.get("path").asString();
  }

  String requestBody() {
    return exchange.get("request").get("body").toString();
  }

  String body() {
    JsonNode body = exchange.get("response").get("body");
    return body.isNull() ? "" : body.isString() ? body.asString() : body.toString();
  }

  MockResponse answer() {
    JsonNode response = exchange.get("response");
    MockResponse.Builder answer =
        new MockResponse.Builder().code(response.get("status").asInt()).body(body());
    for (Map.Entry<String, JsonNode> header : response.get("headers").properties()) {
      answer.setHeader(header.getKey(), header.getValue().asString());
    }
    if (response.get("status").asInt() == 204) {
      answer.removeHeader("Content-Length");
    }
    return answer.build();
  }
}
