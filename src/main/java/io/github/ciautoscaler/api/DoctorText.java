package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.api.Doctor.Result;
import java.util.List;

/** What the doctor found, as text for a terminal: each finding with its evidence and its mend. */
public final class DoctorText {

  private DoctorText() {}

  public static String of(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    int width = findings.stream().mapToInt(it -> it.check().length()).max().orElse(0);
    for (Finding finding : findings) {
      text.append("%-5s  ".formatted(finding.result()))
          .append(finding.check())
          .repeat(' ', width - finding.check().length() + 2)
          .append(Words.shown(finding.evidence()))
          .append('\n');
      if (finding.mend() != null) {
        finding.mend().lines().forEach(line -> text.append("       > " + Words.shown(line) + "\n"));
      }
    }
    return text.append(sum(findings)).toString();
  }

  private static String sum(List<Finding> findings) {
    return "%d fail, %d warn, %d are ok.\n"
        .formatted(
            count(findings, Result.FAILS),
            count(findings, Result.WARNS),
            count(findings, Result.OK));
  }

  private static long count(List<Finding> findings, Result result) {
    return findings.stream().filter(finding -> finding.result() == result).count();
  }
}
