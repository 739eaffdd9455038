package io.github.ciautoscaler.kubernetes;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Remembers whether a call got as far as sending its request: before that, nothing happened. */
final class Sent {

  private volatile boolean sent;

  boolean isSent() {
    return sent;
  }

  /** A network interceptor runs when the connection stands and the request is about to go out. */
  static final class Marking implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
      Sent mark = chain.request().tag(Sent.class);
      if (mark != null) {
        mark.sent = true;
      }
      return chain.proceed(chain.request());
    }
  }
}
