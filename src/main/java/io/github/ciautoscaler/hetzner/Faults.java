package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.hetzner.Answer.Lost.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Whether a request that broke may have arrived, told from what was thrown. */
final class Faults {

  private Faults() {}

  static Cause cause(Throwable thrown) {
    if (chain(thrown).anyMatch(Faults::isBeforeSending)) {
      return Cause.NOT_SENT;
    }
    return chain(thrown).anyMatch(Faults::isTimeout) ? Cause.TIMED_OUT : Cause.CUT_OFF;
  }

  /**
   * For people. Only messages of I/O errors are shown: others may quote a header, and with it the
   * token.
   */
  static String describe(Throwable thrown) {
    return chain(thrown)
        .filter(IOException.class::isInstance)
        .map(fault -> fault.getClass().getSimpleName() + " " + fault.getMessage())
        .findFirst()
        .orElseGet(() -> thrown.getClass().getSimpleName());
  }

  static Stream<Throwable> chain(@Nullable Throwable thrown) {
    return Stream.iterate(thrown, fault -> fault != null, fault -> fault.getCause());
  }

  private static boolean isBeforeSending(Throwable fault) {
    return fault instanceof ConnectException
        || fault instanceof UnknownHostException
        || fault instanceof NoRouteToHostException
        || fault instanceof UnresolvedAddressException
        || fault instanceof HttpConnectTimeoutException
        || fault instanceof SSLHandshakeException
        || fault instanceof IllegalArgumentException;
  }

  private static boolean isTimeout(Throwable fault) {
    return fault instanceof TimeoutException
        || fault instanceof SocketTimeoutException
        || fault instanceof HttpTimeoutException;
  }
}
