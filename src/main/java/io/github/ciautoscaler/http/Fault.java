package io.github.ciautoscaler.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** What broke a call, by what it leaves us to believe; told from what was thrown. */
public enum Fault {
  /** The request surely never arrived. */
  NOT_SENT,
  /** It may have arrived; no whole reply came in time. */
  TIMED_OUT,
  /** It may have arrived; the connection broke. */
  CUT_OFF,
  /** It arrived; the reply is larger than any that we know. */
  TOO_LARGE;

  public static Fault of(Throwable thrown) {
    if (chain(thrown).anyMatch(Fault::isBeforeSending)) {
      return NOT_SENT;
    }
    if (chain(thrown).anyMatch(DataBufferLimitException.class::isInstance)) {
      return TOO_LARGE;
    }
    return chain(thrown).anyMatch(Fault::isTimeout) ? TIMED_OUT : CUT_OFF;
  }

  /**
   * What of it may be shown to people, from the outermost to its cause. Only I/O errors and
   * time-outs speak for themselves: others may quote a header, and with it the token.
   */
  public static List<Throwable> quotable(Throwable thrown) {
    return chain(thrown)
        .filter(fault -> fault instanceof IOException || fault instanceof TimeoutException)
        .toList();
  }

  private static boolean isBeforeSending(Throwable fault) {
    return fault instanceof ConnectException
        || fault instanceof UnknownHostException
        || fault instanceof NoRouteToHostException
        || fault instanceof UnresolvedAddressException
        || fault instanceof HttpConnectTimeoutException
        || fault instanceof SSLHandshakeException
        // The request itself cannot be made, of this token or this URL.
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
