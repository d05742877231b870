using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Gan.Tests.Checkpoints;

/// <summary>The checkpoints of a training of four steps, to damage them.</summary>
public abstract class DamageTest : CheckpointTest
{
    private protected const string Newest = "step-00000004";
    private protected const string Before = "step-00000002";

    protected DamageTest() => Train(Training(4), new(Folder) { Every = 2 });

    private protected string PathOf(string name) => Path.Combine(Folder, Newest, name);

    /// <summary>What a training that is to go on from the newest checkpoint says.</summary>
    private protected CheckpointException Refused(GanBuilder? builder = null, params string[] allow)
    {
        var build = () =>
            (builder ?? Training(4)).WithCheckpoints(new(Folder) { Resume = true, Allow = allow }).Build();
        return build.Should().Throw<CheckpointException>().Which;
    }

    /// <summary>Changes the manifest and its hash.</summary>
    private protected void Rewrite(Func<string, string> change)
    {
        var json = change(File.ReadAllText(PathOf("checkpoint.json")));
        File.WriteAllText(PathOf("checkpoint.json"), json);
        File.WriteAllText(
            PathOf("checkpoint.json.sha256"),
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf("checkpoint.json"))))
                + "  checkpoint.json\n"
        );
    }

    /// <summary>A manifest that believes in a file as it is now.</summary>
    private protected static string Described(string json, string path) =>
        Regex.Replace(
            json,
            $"(\"{Path.GetFileName(path)}\": \\{{\\s*\"sha256\": )\"[0-9a-f]+\",(\\s*\"bytes\": )[0-9]+",
            $"$1\"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}\","
                + $"${{2}}{new FileInfo(path).Length}"
        );
}
