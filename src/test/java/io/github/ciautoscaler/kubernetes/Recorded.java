package io.github.ciautoscaler.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import mockwebserver3.MockResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One exchange with a real kube-apiserver 1.36, as it was recorded. */
record Recorded(JsonNode exchange) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  static Recorded of(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/kubernetes-1.36/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no recording " + file);
      }
      return new Recorded(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String method() {
    return exchange.at("/request/method").asString();
  }

  /** With its query. */
  String path() {
    return exchange.at("/request/path").asString();
  }

  String contentType() {
    return exchange.at("/request/contentType").asString();
  }

  JsonNode requestBody() {
    return exchange.at("/request/body");
  }

  JsonNode body() {
    return exchange.at("/response/body");
  }

  MockResponse response() {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(exchange.at("/response/status").asInt())
            .body(body().toString());
    exchange
        .at("/response/headers")
        .properties()
        .forEach(header -> response.setHeader(header.getKey(), header.getValue().asString()));
    return response.build();
  }
}
