using static System.FormattableString;

namespace Gan.Monitoring;

/// <summary>The part of the page that shows what the health monitor found.</summary>
internal static class ReportHealth
{
    /// <summary>When scores and samples were looked at, as one line of text.</summary>
    public static string Note(HealthMonitor health)
    {
        if (health.Latest is not { } latest)
        {
            return "Scores, gradients and samples have not been looked at yet.";
        }
        var samples = health.SampledAt is { } step ? Invariant($"in step {step:N0}") : "not yet";
        return Invariant($"Scores and gradients were last looked at in step {latest.Step:N0}, samples {samples}.")
            + Invariant($" What is seen at {health.LooksInARow} looks in a row is told here.");
    }

    /// <summary>The findings as items of a list, the newest first.</summary>
    public static string Findings(HealthMonitor health)
    {
        if (health.Findings.Count == 0)
        {
            return health.Latest is null ? "" : """<li class="calm"><b>Nothing conspicuous.</b></li>""" + "\n";
        }
        return string.Concat(health.Findings.Reverse().Select(Item));
    }

    private static string Item(HealthFinding finding)
    {
        var kind = finding.Kind.ToString();
        var end = "";
        if (finding.Cleared is { } step)
        {
            kind += " over";
            end = Invariant($""" <span class="soft">Over since step {step:N0}.</span>""");
        }
        return $"""<li class="{kind}"><b>{Html.Text(finding.Sentence)}</b>"""
            + $"""<span class="soft">{Html.Advice(finding.Advice)}</span>{end}</li>"""
            + "\n";
    }
}
