using System.Globalization;

namespace Gan;

/// <summary>Says which file was meant, where somebody names a folder.</summary>
internal static class FolderHint
{
    // Names that Gan.Core gives to checkpoints.
    private const string Average = "average.safetensors";
    private const string Step = "step-";

    /// <summary>The end of a sentence about a folder that was given where a file was wanted.</summary>
    internal static string Of(string folder)
    {
        var average = Path.Combine(folder, Average);
        if (File.Exists(average))
        {
            return $", but a checkpoint. Its generator is in '{average}', "
                + "its discriminator beside it in discriminator.safetensors.";
        }
        if (Directory.EnumerateDirectories(folder, Step + "*").Any(IsCheckpoint))
        {
            return ", but has checkpoints. StoredCheckpoint.In(folder)[0].Load() gives the generator of the newest.";
        }
        return ". Name a file in it.";
    }

    private static bool IsCheckpoint(string folder) =>
        long.TryParse(Path.GetFileName(folder)[Step.Length..], CultureInfo.InvariantCulture, out _);
}
