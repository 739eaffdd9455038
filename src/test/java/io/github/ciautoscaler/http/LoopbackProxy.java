package io.github.ciautoscaler.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/**
 * An HTTP proxy on loopback that sends every name to one port there. It asks for a password when it
 * has one, tunnels CONNECT, and answers other requests itself.
 */
final class LoopbackProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final int target;
  private final String authorization;

  /** The head of each request: request line and headers. */
  final List<String> heads = new CopyOnWriteArrayList<>();

  /**
   * @param authorization the Proxy-Authorization that it asks for; empty for none
   */
  LoopbackProxy(int target, String authorization) throws IOException {
    this(target, authorization, ServerSocketFactory.getDefault());
  }

  /**
   * @param sockets of TLS, where it is to be spoken to over TLS
   */
  LoopbackProxy(int target, String authorization, ServerSocketFactory sockets) throws IOException {
    this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.target = target;
    this.authorization = authorization;
    threads.submit(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      threads.submit(() -> serve(client));
    }
  }

  private Void serve(Socket client) throws IOException {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      String head = head(in);
      heads.add(head);
      if (!authorization.isEmpty() && !head.contains("Proxy-Authorization: " + authorization)) {
        answer(
            client,
            "407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"p\"\r\n");
      } else if (head.startsWith("CONNECT ")) {
        tunnel(client, in);
      } else {
        answer(client, "200 OK", "");
      }
    }
    return null;
  }

  private void tunnel(Socket client, InputStream in) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      threads.submit(() -> server.getInputStream().transferTo(client.getOutputStream()));
      in.transferTo(server.getOutputStream());
    }
  }

  private static void answer(Socket client, String status, String headers) throws IOException {
    OutputStream out = client.getOutputStream();
    String text =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + headers
            + "Content-Length: 5\r\nConnection: close\r\n\r\nproxy";
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
