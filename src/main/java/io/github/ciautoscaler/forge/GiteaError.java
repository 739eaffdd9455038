package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.http.Fault;
import io.github.ciautoscaler.http.OneLine;
import io.github.ciautoscaler.http.Reply;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** How Gitea says no, and what we say of it to people. */
record GiteaError(@Nullable String message) {

  private static final int LONGEST_QUOTE = 300;

  /** Gitea's own sentence; empty when somebody else answered, such as a proxy or a router. */
  static Optional<String> said(Reply reply) {
    return reply
        .as(GiteaError.class)
        .map(GiteaError::message)
        .map(message -> OneLine.of(message, LONGEST_QUOTE));
  }

  /** The status in words, with Gitea's sentence where there is one. */
  static String describe(Reply reply) {
    HttpStatus known = HttpStatus.resolve(reply.status());
    String words = known == null ? "" : " " + known.getReasonPhrase();
    String sentence = said(reply).filter(it -> !it.isEmpty()).map(it -> ": " + it).orElse("");
    return reply.status() + words + sentence;
  }

  /** What broke a call, by its innermost cause. */
  static String describe(Throwable thrown) {
    List<Throwable> quotable = Fault.quotable(thrown);
    return quotable.isEmpty() ? thrown.getClass().getSimpleName() : sentence(quotable.getLast());
  }

  private static String sentence(Throwable fault) {
    String name = fault.getClass().getSimpleName();
    String text = fault.getMessage() == null ? name : name + ": " + fault.getMessage();
    return fault instanceof SSLException
        ? text + " (a company's CA is trusted when SSL_CERT_FILE names it)"
        : text;
  }
}
