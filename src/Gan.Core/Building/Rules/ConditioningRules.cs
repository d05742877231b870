namespace Gan;

/// <summary>Whether the data set gives the condition that the networks are to take.</summary>
internal static class ConditioningRules
{
    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (settings.Conditioning is not { } conditioning || conditioning.Problems().Any())
        {
            return []; // what it draws is not known, and its own problems are told elsewhere
        }
        return
        [
            .. conditioning.DrawnSize == 0 && settings.Classes == 0 && settings.ConditionSize == 0
                ?
                [
                    new Problem(
                        $"{conditioning.GetType().Name} needs labels, but the data set '{settings.DataSet}' has none.",
                        "Give it labels or leave WithConditioning out."
                    ),
                ]
                : Array.Empty<Problem>(),
            .. conditioning.Problems(settings.DataSet, settings.Classes, settings.ConditionSize),
        ];
    }
}
