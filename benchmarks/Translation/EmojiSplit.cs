using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

/// <summary>A temporary folder with links to the emoji of two sets: "learnt" and "held", each with "google" and
/// "twitter", and in those a folder for each 16 code points, which mostly are of one subject. All skin tones of an
/// emoji are in one part: they differ in colour alone.</summary>
internal sealed partial class EmojiSplit : IDisposable
{
    internal const string Learnt = "learnt";
    internal const string Held = "held";

    /// <param name="emoji">Folder with the folders google and twitter.</param>
    internal EmojiSplit(string emoji)
    {
        foreach (var set in new[] { "google", "twitter" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetFullPath(Path.Combine(emoji, set)), "*.png"))
            {
                var name = Path.GetFileName(file);
                var block = Path.Combine(Folder, PartOf(name), set, name.Split('-', '.')[0][..^1]);
                Directory.CreateDirectory(block);
                File.CreateSymbolicLink(Path.Combine(block, name), file);
            }
        }
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("emoji").FullName;

    // A tenth of the emoji, whatever else is in the folder.
    private static string PartOf(string name) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(SkinTone().Replace(name, "")))[0] < 26 ? Held : Learnt;

    [GeneratedRegex("-1f3f[b-f]")]
    private static partial Regex SkinTone();

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
