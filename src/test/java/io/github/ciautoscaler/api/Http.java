package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.TOKEN;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the server over real HTTP. */
public final class Http {

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  public Http(int port) {
    this.port = port;
  }

  /** What came back. */
  public record Answer(int status, java.net.http.HttpHeaders headers, String body) {

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public @Nullable String header(String name) {
      return headers.firstValue(name).orElse(null);
    }

    public String problem() {
      if (!"application/problem+json".equals(header("Content-Type"))) {
        throw new AssertionError("no problem: " + this);
      }
      JsonNode problem = json();
      if (problem.path("status").asInt() != status || problem.path("detail").asString().isEmpty()) {
        throw new AssertionError("not a whole problem: " + this);
      }
      return problem.path("type").asString().replace("urn:ci-autoscaler:problem:", "");
    }
  }

  public Answer get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** With the right token, and JSON. */
  public Answer post(String path, String body) {
    return send(
        request(path, "Authorization", "Bearer " + TOKEN, "Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public Answer send(String method, String path, byte[] body, String... headers) {
    return send(
        request(path, headers)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  /** Without a declared length. */
  Answer chunked(String path, byte[] body) {
    return send(
        request(path, "Authorization", "Bearer " + TOKEN, "Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(body)))
            .build());
  }

  /** Sends what a well-behaved client would not. */
  Answer raw(String method, String path, byte[] body, String... headerLines) {
    String head =
        method
            + " "
            + path
            // To this version no answer comes in chunks.
            + " HTTP/1.0\r\nContent-Length: "
            + body.length
            + "\r\n"
            + String.join("\r\n", headerLines)
            + "\r\n\r\n";
    String all = raw(head + new String(body, StandardCharsets.ISO_8859_1));
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("no answer to " + head + ": " + all);
    }
    List<String> lines = all.substring(0, end).lines().toList();
    Map<String, List<String>> headers =
        lines.stream()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.groupingBy(
                    line -> line[0], Collectors.mapping(line -> line[1], Collectors.toList())));
    return new Answer(
        Integer.parseInt(lines.getFirst().split(" ")[1]),
        java.net.http.HttpHeaders.of(headers, (a, b) -> true),
        all.substring(end + 4));
  }

  /** Sends these bytes as they are and returns all that comes until the server closes. */
  String raw(String request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      in.transferTo(all);
      return all.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request.toString(), e);
    }
  }
}
