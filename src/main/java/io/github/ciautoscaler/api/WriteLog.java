package io.github.ciautoscaler.api;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for every write: who, what and with what outcome. */
final class WriteLog {

  private static final Logger log = LoggerFactory.getLogger(WriteLog.class);
  private static final String WHAT = WriteLog.class.getName() + ".what";

  private WriteLog() {}

  /** Says what the request asks for, once that is understood. */
  static void what(HttpServletRequest request, String what, boolean dryRun) {
    request.setAttribute(WHAT, what + (dryRun ? " dryRun=true" : ""));
  }

  static void ended(HttpServletRequest request, String who, int status) {
    Object what = request.getAttribute(WHAT);
    log.warn(
        "A write was {}. who={}@{} what=[{}] outcome={}",
        status < 300 ? "accepted" : "refused",
        who,
        request.getRemoteAddr(),
        what == null ? request.getMethod() + " " + Words.shown(request.getRequestURI()) : what,
        status);
  }
}
