package io.github.ciautoscaler.app.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Whether something accepts connections. */
interface Reach {

  /** By TCP, within three seconds. */
  Reach TCP = Reach::connect;

  /** Why it does not; null where it does. */
  @Nullable String problem(String host, int port);

  private static @Nullable String connect(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 3000);
      return null;
    } catch (IOException | IllegalArgumentException e) {
      return e.getClass().getSimpleName();
    }
  }
}
