using System.Globalization;

namespace Gan;

/// <summary>Whether the data set has what the training reads of it.</summary>
internal static class DataRules
{
    // A small cut of a large set honestly knows classes that it does not show.
    // The largest set in use, ImageNet-21k, has 21,841.
    private const long MaxUnseen = 25_000;

    internal static IEnumerable<Problem> Check(GanSettings settings)
    {
        if (settings.DataCount < settings.Training.BatchSize)
        {
            yield return new Problem(
                $"The data set '{settings.DataSet}' has {settings.DataCount} samples, fewer than BatchSize "
                    + $"{settings.Training.BatchSize}.",
                "Take a smaller batch or more data."
            );
        }
        if (HasGaps(settings))
        {
            yield return new Problem(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The data set '{settings.DataSet}' has {settings.DataCount:N0} samples, but "
                )
                    + string.Create(CultureInfo.InvariantCulture, $"{settings.Condition.Classes:N0} classes, ")
                    + "the largest label being the last: both networks would carry each of them.",
                "Number the labels from 0 without gaps."
            );
        }
    }

    private static bool HasGaps(GanSettings settings) =>
        settings.Condition.Classes > Math.Max(settings.DataCount, MaxUnseen);
}
