namespace Gan.Data;

/// <summary>Finds the four files of MNIST, and of the sets made in its image, by their usual names.</summary>
internal static class IdxFolder
{
    /// <summary>Reads the training or test part of a folder.</summary>
    public static ImageDataset Load(string folder, bool train, string name, string remedy)
    {
        var part = train ? "train" : "t10k";
        var images = Find(folder, $"{part}-images", "idx3-ubyte", name, remedy);
        var labels = Find(folder, $"{part}-labels", "idx1-ubyte", name, remedy);
        return IdxFile.Load(images, labels, classes: 10, train ? $"{name} (train)" : $"{name} (test)");
    }

    private static string Find(string folder, string stem, string ending, string name, string remedy)
    {
        // A missing folder is told apart, since the path is then the likely mistake.
        var fault = Directory.Exists(folder) ? "no such file" : "no such folder";
        return Candidates(folder, stem, ending).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{name}: expected {stem}-{ending} or {stem}-{ending}.gz in {folder}, but found {fault}. {remedy}"
            );
    }

    // With a dot instead of the hyphen some tools unpack them.
    private static string[] Candidates(string folder, string stem, string ending) =>
        [
            Path.Combine(folder, $"{stem}-{ending}"),
            Path.Combine(folder, $"{stem}-{ending}.gz"),
            Path.Combine(folder, $"{stem}.{ending}"),
            Path.Combine(folder, $"{stem}.{ending}.gz"),
        ];
}
