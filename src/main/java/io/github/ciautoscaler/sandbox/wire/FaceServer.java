package io.github.ciautoscaler.sandbox.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ciautoscaler.sandbox.wire.AccessLog.Entry;
import io.github.ciautoscaler.sandbox.wire.Fault.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves one face on loopback, writes the access log and lets the faults strike. */
public final class FaceServer implements AutoCloseable {

  private static final int MAX_BODY = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Face face;
  private final Turns turns;
  private final AccessLog log;
  private final Faults faults;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final String scheme;
  private final @Nullable TlsIdentity tls;

  /**
   * @param port 0 for any free one
   * @param tls null for plain HTTP
   */
  public FaceServer(
      Face face, int port, Turns turns, AccessLog log, Faults faults, @Nullable TlsIdentity tls) {
    this.face = face;
    this.turns = turns;
    this.log = log;
    this.faults = faults;
    this.tls = tls;
    this.scheme = tls == null ? "http" : "https";
    this.server = open(port, tls);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private HttpServer open(int port, @Nullable TlsIdentity tls) {
    // Without it the JDK's server holds small answers back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try {
      if (tls == null) {
        return HttpServer.create(address, 0);
      }
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
      return https;
    } catch (IOException taken) {
      throw new UncheckedIOException(
          "The sandbox cannot listen on 127.0.0.1:" + port + " for " + face.name(), taken);
    }
  }

  /** Without a slash at its end. */
  public String url() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Whether it takes connections and answers, whatever it says. */
  public boolean answers() {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (tls != null) {
      client.sslContext(tls.context());
    }
    try (HttpClient http = client.build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url() + "/version")).timeout(PATIENCE).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() > 0;
    } catch (IOException silent) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      Optional<Kind> fault = faults.strike(face.name(), request);
      Optional<Response> response = answer(request, fault);
      record(exchange, request, response, fault);
      if (response.isPresent()) {
        new Answer(exchange, closed).send(response.get(), fault);
      } else if (fault.filter(kind -> !kind.name().startsWith("RESET")).isPresent()) {
        closed.await();
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty where the client gets no answer. */
  private Optional<Response> answer(Request request, Optional<Kind> fault) {
    if (fault.isEmpty()) {
      return Optional.of(done(request));
    }
    return switch (fault.get()) {
      case UNAUTHORIZED -> Optional.of(face.refusal(Face.Refusal.BAD_TOKEN));
      case RATE_LIMITED -> Optional.of(face.refusal(Face.Refusal.TOO_MANY_REQUESTS));
      case SERVER_ERROR -> Optional.of(face.refusal(Face.Refusal.SERVER_ERROR));
      case BAD_GATEWAY -> Optional.of(gateway(502, "Bad Gateway"));
      case UNAVAILABLE -> Optional.of(gateway(503, "Service Temporarily Unavailable"));
      case GATEWAY_TIMEOUT_AFTER -> {
        done(request);
        yield Optional.of(gateway(504, "Gateway Time-out"));
      }
      case HANG_BEFORE, RESET_BEFORE -> Optional.empty();
      case HANG_AFTER, RESET_AFTER -> {
        done(request);
        yield Optional.empty();
      }
      case GARBAGE -> {
        done(request);
        yield Optional.of(Response.text(200, "application/json", "{\"half\": [1, \u0000"));
      }
      case SLOW_LORIS, TRUNCATED -> Optional.of(done(request));
    };
  }

  private Response done(Request request) {
    return turns.take(() -> face.answer(request));
  }

  private static Response gateway(int status, String words) {
    String page = "<html><head><title>%d %s</title></head></html>\n".formatted(status, words);
    return Response.text(status, "text/html", page);
  }

  private void record(
      HttpExchange exchange, Request request, Optional<Response> response, Optional<Kind> fault) {
    String query = exchange.getRequestURI().getQuery();
    log.add(
        new Entry(
            turns.instant(),
            face.name(),
            request.method(),
            request.path(),
            query == null ? "" : query,
            response.map(Response::status).orElse(0),
            fault.map(Kind::word).orElse("")));
  }

  private Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY);
    return Request.of(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        headers,
        new String(body, StandardCharsets.UTF_8),
        scheme);
  }

  /** Ends every answer that hangs. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
