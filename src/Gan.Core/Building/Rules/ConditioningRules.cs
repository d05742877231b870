using Gan.Losses;

namespace Gan;

/// <summary>Whether the data set gives the condition that the networks are to take.</summary>
internal static class ConditioningRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (settings.Conditioning is not { } conditioning || conditioning.Problems().Any())
        {
            yield break; // what it draws is not known, and its own problems are told elsewhere
        }
        var data = settings.DataCondition;
        if (conditioning.Condition(data).IsNone)
        {
            yield return new Problem(
                $"{conditioning.GetType().Name} needs labels, but the data set '{settings.DataSet}' has none.",
                "Give it labels or leave WithConditioning out."
            );
        }
        if (conditioning is ProjectionConditioning { Size: 0 } && !settings.Networks.ReadsLabels)
        {
            yield return new Problem(
                "ProjectionConditioning(Size: 0) leaves the label to the generator, but "
                    + $"{settings.Networks.GetType().Name} makes one that does not read it.",
                "Use ProjectionConditioning(), or networks with conditional normalisation."
            );
        }
        foreach (var problem in conditioning.Problems(settings.DataSet, data))
        {
            yield return problem;
        }
    }
}
