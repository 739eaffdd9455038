package io.github.ciautoscaler.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies that no request of ours needs, before they are read: too long, or of no type. */
final class BodyLimit extends OncePerRequestFilter {

  static final int MOST_BYTES = 64 * 1024;

  /** A forge sends a whole repository, and all commits of a push, with each delivery. */
  static final int MOST_OF_A_DELIVERY = 1024 * 1024;

  private final ProblemWriter problems;

  BodyLimit(ProblemWriter problems) {
    this.problems = problems;
  }

  /** A body without a declared length turned out too long. */
  private static final class TooLarge extends IOException {
    TooLarge(int most) {
      super("more than " + most + " bytes");
    }
  }

  private static int most(String path) {
    return path.equals(HookController.PATH) ? MOST_OF_A_DELIVERY : MOST_BYTES;
  }

  static boolean isCauseOf(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TooLarge) {
        return true;
      }
    }
    return false;
  }

  static Problem problem(String path) {
    return ProblemKind.BODY_TOO_LARGE.problem("At most " + most(path) + " bytes are read.", path);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int most = most(request.getRequestURI());
    if (request.getContentLengthLong() > most) {
      problems.write(response, problem(Words.shown(request.getRequestURI())));
    } else if (!isConcrete(request.getContentType())) {
      problems.write(
          response,
          ProblemKind.UNSUPPORTED_MEDIA_TYPE.problem(
              "Content-Type names no media type.", Words.shown(request.getRequestURI())));
    } else {
      chain.doFilter(new Counted(request, most), response);
    }
  }

  /** Spring itself takes a wildcard on an unknown path for a defect of ours. */
  private static boolean isConcrete(@Nullable String contentType) {
    try {
      return contentType == null || MediaType.parseMediaType(contentType).isConcrete();
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  private static final class Counted extends HttpServletRequestWrapper {
    private final int most;

    Counted(HttpServletRequest request, int most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new CountedStream(super.getInputStream(), most);
    }
  }

  private static final class CountedStream extends ServletInputStream {
    private final ServletInputStream all;
    private final int most;
    private int seen;

    CountedStream(ServletInputStream all, int most) {
      this.all = all;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int next = all.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int more = all.read(buffer, offset, length);
      count(Math.max(0, more));
      return more;
    }

    private void count(int more) throws TooLarge {
      seen += more;
      if (seen > most) {
        throw new TooLarge(most);
      }
    }

    @Override
    public boolean isFinished() {
      return all.isFinished();
    }

    @Override
    public boolean isReady() {
      return all.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      all.setReadListener(listener);
    }
  }
}
