using System.Globalization;
using Gan.Data;

namespace Gan;

/// <summary>Whether the data set has what the training reads of it.</summary>
internal static class DataRules
{
    // A small cut of a large set honestly knows classes that it does not show.
    // The largest set in use, ImageNet-21k, has 21,841.
    private const long MaxUnseen = 25_000;

    // More channels than an image file has.
    private const long ManyChannels = 5;

    // Classes in a message.
    private const int MaxNamed = 20;

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
        if (ChannelsLast(settings) is { } turned)
        {
            yield return turned;
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

    /// <summary>Classes that a generator will be asked for and that no sample shows; null where there is none, or the
    /// data do not tell.</summary>
    internal static string? Unseen(GanSettings settings, IDataset source)
    {
        var classes = settings.Condition.Classes;
        if (classes == 0 || settings.Condition != settings.DataCondition || source.ClassCounts is not { } counts)
        {
            return null;
        }
        List<long> unseen = [];
        for (var label = 0L; label < classes; label++)
        {
            if (!counts.ContainsKey(label))
            {
                unseen.Add(label);
            }
        }
        var first = InvariantText.Join(", ", unseen.Take(MaxNamed));
        var rest = unseen.Count > MaxNamed ? $" and {unseen.Count - MaxNamed} more" : "";
        return unseen.Count == 0 ? null : $"{first}{rest}";
    }

    private static Problem? ChannelsLast(GanSettings settings)
    {
        var shape = settings.SampleShape;
        var isTurned = shape is [>= ManyChannels, _, < ManyChannels] or [>= ManyChannels, < ManyChannels, _];
        return isTurned && settings.Networks.Problems(shape).Any()
            ? new Problem(
                $"Images have the shape [C, H, W], but {ShapeText.Of(shape)} of the data set '{settings.DataSet}' "
                    + "looks like another order of the axes.",
                "Move the channels: with NumpyOptions.ChannelsLast for [N, H, W, C] in a file, or permute the tensor."
            )
            : null;
    }

    private static bool HasGaps(GanSettings settings) =>
        settings.Condition.Classes > Math.Max(settings.DataCount, MaxUnseen);
}
