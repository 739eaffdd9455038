package io.github.ciautoscaler.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Makes Tomcat's own refusals, such as an encoded slash in a path, problems too. */
final class ServerErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(Valve.class.getName());
      }
    });
  }

  static Problem problem(int status, @Nullable String path) {
    ProblemKind kind = ProblemKind.of(status);
    String detail =
        switch (status) {
          case 404 -> "There is no such path; /v3/api-docs lists all.";
          case 405 -> "See the Allow header.";
          default ->
              status >= 500
                  ? "This is a defect; the log has the details."
                  : "It could not be read as HTTP, or is not served.";
        };
    return kind.problem(status, detail, path, List.of());
  }

  /** Tomcat makes it by its name. */
  public static final class Valve extends ErrorReportValve {

    private final ProblemWriter problems = new ProblemWriter();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      String path = request.getRequestURI();
      try {
        problems.write(response, problem(status, path == null ? null : Words.shown(path)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
