package io.github.ciautoscaler.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A port on loopback whose connections go on to an https proxy over TLS, which the JDK's client
 * cannot speak to a proxy. It adds no password: whoever calls brings it along.
 */
final class TlsRelay implements AutoCloseable {

  private final ServerSocket door;
  private final Proxy proxy;
  private final SSLContext trust;
  private final int limitMillis;
  private final ExecutorService threads;
  private volatile @Nullable String trouble;

  /**
   * @param limit for a connection to the proxy
   */
  TlsRelay(Proxy proxy, SSLContext trust, Duration limit, ExecutorService threads)
      throws IOException {
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.proxy = proxy;
    this.trust = trust;
    this.limitMillis = (int) limit.toMillis();
    this.threads = threads;
    threads.execute(this::accept);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
  }

  /** Why the proxy was not reached the last time; null where it was. */
  @Nullable String trouble() {
    return trouble;
  }

  private void accept() {
    try {
      while (true) {
        Socket inside = door.accept();
        threads.execute(() -> carry(inside));
      }
    } catch (IOException closed) {
      // We are closed.
    }
  }

  private void carry(Socket inside) {
    try (inside;
        Socket plain = new Socket();
        SSLSocket outside = connect(plain)) {
      threads.execute(() -> pipe(outside, inside));
      // Our own client never closes one direction alone, so that both may end with this one.
      inside.getInputStream().transferTo(outside.getOutputStream());
    } catch (IOException ended) {
      // The client that called sees it too.
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException ended) {
      // The other direction ended first.
    }
  }

  private SSLSocket connect(Socket plain) throws IOException {
    try {
      plain.connect(new InetSocketAddress(proxy.host(), proxy.port()), limitMillis);
      plain.setSoTimeout(limitMillis);
      SSLSocket secure =
          (SSLSocket)
              trust.getSocketFactory().createSocket(plain, proxy.host(), proxy.port(), true);
      SSLParameters named = secure.getSSLParameters();
      named.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(named);
      secure.startHandshake();
      plain.setSoTimeout(0);
      trouble = null;
      return secure;
    } catch (IOException unreachable) {
      trouble = String.valueOf(unreachable.getMessage());
      throw unreachable;
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
