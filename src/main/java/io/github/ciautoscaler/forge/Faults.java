package io.github.ciautoscaler.forge;

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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** What broke a call, told from what was thrown. */
enum Faults {
  /** The request never reached Gitea. */
  NOT_SENT,
  /** It may have arrived; no answer came in time. */
  TIMED_OUT,
  /** It may have arrived; the connection broke. */
  CUT_OFF,
  /** An answer came, of a size that no list of ours has. */
  TOO_LARGE;

  static Faults of(Throwable thrown) {
    if (chain(thrown).anyMatch(Faults::isBeforeSending)) {
      return NOT_SENT;
    }
    if (chain(thrown).anyMatch(DataBufferLimitException.class::isInstance)) {
      return TOO_LARGE;
    }
    return chain(thrown).anyMatch(Faults::isTimeout) ? TIMED_OUT : CUT_OFF;
  }

  /** For people. Only I/O errors speak for themselves: others may quote a header. */
  static String describe(Throwable thrown) {
    return chain(thrown)
        .filter(fault -> fault instanceof IOException || fault instanceof TimeoutException)
        .reduce((outer, inner) -> inner)
        .map(Faults::sentence)
        .orElseGet(() -> thrown.getClass().getSimpleName());
  }

  private static String sentence(Throwable fault) {
    String name = fault.getClass().getSimpleName();
    String text = fault.getMessage() == null ? name : name + ": " + fault.getMessage();
    return fault instanceof SSLException
        ? text + " (a company's CA is trusted when SSL_CERT_FILE names it)"
        : text;
  }

  private static boolean isBeforeSending(Throwable fault) {
    return fault instanceof ConnectException
        || fault instanceof UnknownHostException
        || fault instanceof NoRouteToHostException
        || fault instanceof UnresolvedAddressException
        || fault instanceof HttpConnectTimeoutException
        || fault instanceof javax.net.ssl.SSLHandshakeException
        || fault instanceof IllegalArgumentException;
  }

  private static boolean isTimeout(Throwable fault) {
    return fault instanceof TimeoutException
        || fault instanceof HttpTimeoutException
        || fault instanceof SocketTimeoutException;
  }

  private static Stream<Throwable> chain(@Nullable Throwable thrown) {
    return Stream.iterate(thrown, fault -> fault != null, fault -> fault.getCause());
  }
}
