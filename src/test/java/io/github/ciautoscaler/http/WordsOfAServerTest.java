package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBufferLimitException;

/** What is made of a server's words and of what was thrown instead of them. */
class WordsOfAServerTest {

  @Test
  void seconds_are_waited() {
    assertThat(RetryAfter.of("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.of("0")).isEqualTo(Duration.ZERO);
    assertThat(RetryAfter.of("999999")).isEqualTo(Duration.ofSeconds(999_999));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " 7", "-1", "1.5", "soon", "1000000", "Fri, 31 Dec 1999 23:59:59 GMT"})
  void a_date_or_nonsense_or_an_age_is_not_waited(String header) {
    assertThat(RetryAfter.of(header)).isNull();
  }

  @Test
  void what_a_server_said_becomes_one_line() {
    assertThat(OneLine.of("  a\r\n\tb\u0000c  d ", 100)).isEqualTo("a b c d");
  }

  @Test
  void a_long_line_is_cut_and_says_so() {
    assertThat(OneLine.of("abcde", 5)).isEqualTo("abcde");
    assertThat(OneLine.of("abcdef", 5)).isEqualTo("abcde...");
  }

  @Test
  void what_failed_before_sending_was_not_sent() {
    assertThat(Fault.of(wrapped(new ConnectException("refused")))).isEqualTo(Fault.NOT_SENT);
    assertThat(Fault.of(wrapped(new UnknownHostException("x")))).isEqualTo(Fault.NOT_SENT);
    assertThat(Fault.of(wrapped(new HttpConnectTimeoutException("x")))).isEqualTo(Fault.NOT_SENT);
    assertThat(Fault.of(wrapped(new SSLHandshakeException("x")))).isEqualTo(Fault.NOT_SENT);
    assertThat(Fault.of(new IllegalArgumentException("bad header"))).isEqualTo(Fault.NOT_SENT);
  }

  @Test
  void what_may_have_arrived_timed_out_or_was_cut_off() {
    assertThat(Fault.of(wrapped(new HttpTimeoutException("x")))).isEqualTo(Fault.TIMED_OUT);
    assertThat(Fault.of(wrapped(new SocketTimeoutException("x")))).isEqualTo(Fault.TIMED_OUT);
    assertThat(Fault.of(wrapped(new TimeoutException("x")))).isEqualTo(Fault.TIMED_OUT);
    assertThat(Fault.of(wrapped(new IOException("reset")))).isEqualTo(Fault.CUT_OFF);
    assertThat(Fault.of(wrapped(new SSLException("closed")))).isEqualTo(Fault.CUT_OFF);
    assertThat(Fault.of(new IllegalStateException("anything else"))).isEqualTo(Fault.CUT_OFF);
    assertThat(Fault.of(wrapped(new DataBufferLimitException("x")))).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void quotable_faults_come_from_the_outermost_to_the_cause() {
    IOException inner = new IOException("inner");
    IOException outer = new IOException("outer", new IllegalStateException("a header", inner));

    assertThat(Fault.quotable(wrapped(outer))).containsExactly(outer, inner);
  }

  private static Throwable wrapped(Exception cause) {
    return new RuntimeException("the token stands here", cause);
  }
}
