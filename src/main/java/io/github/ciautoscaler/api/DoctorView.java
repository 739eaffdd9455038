package io.github.ciautoscaler.api;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.api.Doctor.Result;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found.
 *
 * @param healthy whether nothing fails
 */
record DoctorView(boolean healthy, List<FindingView> findings) {

  /**
   * @param result ok, warns or fails
   */
  record FindingView(String check, String result, String evidence, @Nullable String mend) {

    static FindingView of(Finding finding) {
      return new FindingView(
          finding.check(),
          finding.result().name().toLowerCase(Locale.ROOT),
          finding.evidence(),
          finding.mend());
    }
  }

  static DoctorView of(List<Finding> findings) {
    return new DoctorView(
        findings.stream().noneMatch(finding -> finding.result() == Result.FAILS),
        findings.stream().map(FindingView::of).toList());
  }
}
