namespace Gan.Data;

/// <summary>Finds the four files of MNIST and the sets made in its image by the names under which they are passed
/// on.</summary>
internal static class IdxFolder
{
    /// <summary>Opens the training or test part of a folder.</summary>
    public static ImageDataset Open(string folder, bool train, string name, string remedy)
    {
        string part = train ? "train" : "t10k";
        string images = Find(folder, $"{part}-images", "idx3-ubyte", name, remedy);
        string labels = Find(folder, $"{part}-labels", "idx1-ubyte", name, remedy);
        return IdxFile.Open(images, labels, classes: 10, $"{name} ({(train ? "train" : "test")})");
    }

    private static string Find(string folder, string stem, string ending, string name, string remedy)
    {
        // A missing folder is told apart, since the path is then the likely mistake.
        string found = Directory.Exists(folder) ? "no such file" : "no such folder";
        return Candidates(folder, stem, ending).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException(
                $"{name}: expected {stem}-{ending} or {stem}-{ending}.gz in {folder}, but found {found}. {remedy}"
            );
    }

    // With a dot instead of the hyphen some tools unpack them.
    private static IEnumerable<string> Candidates(string folder, string stem, string ending) =>
        from separator in new[] { "-", "." }
        from suffix in new[] { "", ".gz" }
        select Path.Combine(folder, stem + separator + ending + suffix);
}
