package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.OneLine;
import io.github.ciautoscaler.http.RetryAfter;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** Sends one request at a time through the official client and tells failures apart. */
final class Api {

  private static final int LONGEST_MESSAGE = 500;

  private final ApiClient client;
  private final OkHttpClient reading;
  private final OkHttpClient writing;
  private final @Nullable DateHeader date;
  private final JsonMapper json = JsonMapper.builder().build();

  Api(Connection connection) {
    this(connection, null);
  }

  /**
   * @param date told of each answer
   */
  Api(Connection connection, @Nullable DateHeader date) {
    this.date = date;
    client = connection.client();
    reading = client.getHttpClient();
    // A write whose answer was lost may have happened: the caller decides, not the HTTP library.
    writing = reading.newBuilder().retryOnConnectionFailure(false).build();
  }

  JsonMapper json() {
    return json;
  }

  /** A name as one segment of a path. */
  String segment(String name) {
    return client.escapeString(name);
  }

  <T> T get(String path, Map<String, String> query, Class<T> type) throws CallFailed {
    return call(reading, request("GET", path, query, null, "application/json"), parsedAs(type));
  }

  /** The bytes of an answer that is no JSON. */
  byte[] bytes(String path) throws CallFailed {
    return call(
        reading,
        request("GET", path, Map.of(), null, "application/json"),
        response -> response.body().bytes());
  }

  <T> T post(String path, Object body, Class<T> type) throws CallFailed {
    return write("POST", path, body, "application/json", type);
  }

  <T> T put(String path, Object body, Class<T> type) throws CallFailed {
    return write("PUT", path, body, "application/json", type);
  }

  void mergePatch(String path, Object body) throws CallFailed {
    write("PATCH", path, body, "application/merge-patch+json", Wire.Ack.class);
  }

  void delete(String path, Object options) throws CallFailed {
    write("DELETE", path, options, "application/json", Wire.Ack.class);
  }

  private <T> T write(String method, String path, Object body, String contentType, Class<T> type)
      throws CallFailed {
    byte[] bytes = json.writeValueAsBytes(body);
    return call(writing, request(method, path, Map.of(), bytes, contentType), parsedAs(type));
  }

  /** Turns a successful answer into what is wanted of it. */
  private interface Parser<T> {
    T parse(Response response) throws IOException;
  }

  private <T> Parser<T> parsedAs(Class<T> type) {
    return response -> {
      T value = json.readValue(response.body().byteStream(), type);
      if (value == null) {
        throw new IllegalArgumentException("null");
      }
      return value;
    };
  }

  private Request request(
      String method,
      String path,
      Map<String, String> query,
      byte @Nullable [] body,
      String contentType)
      throws CallFailed {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Content-Type", contentType);
    List<Pair> parameters =
        query.entrySet().stream().map(e -> new Pair(e.getKey(), e.getValue())).toList();
    try {
      return client.buildRequest(
          null,
          path,
          method,
          parameters,
          List.of(),
          body,
          headers,
          Map.of(),
          Map.of(),
          new String[] {"BearerToken"},
          null);
    } catch (ApiException | RuntimeException malformed) {
      // Its message could quote a header, and so the token.
      throw failed(
          new Failure.NotSent(
              "%s %s cannot be built (%s)"
                  .formatted(method, path, malformed.getClass().getSimpleName()),
              false));
    }
  }

  private <T> T call(OkHttpClient http, Request request, Parser<T> parser) throws CallFailed {
    Sent sent = new Sent();
    String what = request.method() + " " + request.url().encodedPath();
    Instant begun = date == null ? Instant.MIN : date.now();
    try (Response response =
        http.newCall(request.newBuilder().tag(Sent.class, sent).build()).execute()) {
      if (date != null) {
        date.heard(response.header(DateHeader.NAME), begun);
      }
      if (!response.isSuccessful()) {
        throw failed(refusal(what, request, response));
      }
      return parser.parse(response);
    } catch (JacksonIOException cut) {
      throw failed(noAnswer(what, cut.getCause(), true));
    } catch (IOException lost) {
      throw failed(noAnswer(what, lost, sent.isSent()));
    } catch (RuntimeException other) {
      throw failed(unexpected(what, other, sent.isSent()));
    }
  }

  private Failure refusal(String what, Request request, Response response) {
    Wire.Status status = status(response);
    String message =
        status.message() == null
            ? "no reason given"
            : OneLine.of(status.message(), LONGEST_MESSAGE);
    String mend =
        response.code() == 403
            ? Right.neededFor(request).map(right -> "; missing: " + right.rule()).orElse("")
            : "";
    return new Failure.Refused(
        "%s: %d %s%s".formatted(what, response.code(), message, mend),
        response.code(),
        status,
        retryAfter(response, status));
  }

  private Wire.Status status(Response response) {
    try {
      Wire.Status status = json.readValue(response.body().byteStream(), Wire.Status.class);
      return status == null ? Wire.Status.NONE : status;
    } catch (JacksonException notFromKubernetes) {
      return Wire.Status.NONE;
    }
  }

  private static @Nullable Duration retryAfter(Response response, Wire.Status status) {
    Duration header = RetryAfter.of(response.header("Retry-After"));
    Long seconds = status.details() == null ? null : status.details().retryAfterSeconds();
    return header != null || seconds == null ? header : Duration.ofSeconds(seconds);
  }

  private static Failure noAnswer(String what, @Nullable IOException cause, boolean sent) {
    boolean timedOut = cause instanceof InterruptedIOException;
    String how = timedOut ? (sent ? "no answer in time" : "no connection in time") : named(cause);
    String problem = what + ": " + how;
    return sent
        ? new Failure.Unanswered(problem, timedOut)
        : new Failure.NotSent(problem, timedOut);
  }

  private static String named(@Nullable IOException cause) {
    return cause == null
        ? "the answer was cut off"
        : cause.getClass().getSimpleName()
            + ": "
            + OneLine.of(String.valueOf(cause.getMessage()), LONGEST_MESSAGE);
  }

  private static Failure unexpected(String what, RuntimeException other, boolean sent) {
    return sent
        ? new Failure.Garbled(what + ": an answer that is not understood")
        : new Failure.NotSent(
            "%s: the credential could not be used (%s)"
                .formatted(what, other.getClass().getSimpleName()),
            false);
  }

  private static CallFailed failed(Failure failure) {
    return new CallFailed(failure);
  }
}
