package io.github.ciautoscaler.app.jar;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every push, as a Pushgateway does, and remembers where it went. */
final class Pushgateway implements AutoCloseable {

  private final HttpServer server;
  private final List<String> pushed = new CopyOnWriteArrayList<>();

  private Pushgateway(HttpServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            pushed.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(202, -1);
          }
        });
    server.start();
  }

  static Pushgateway start() {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      return new Pushgateway(HttpServer.create(new InetSocketAddress(here, 0), 0));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Paths, oldest first. */
  List<String> pushed() {
    return pushed;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
