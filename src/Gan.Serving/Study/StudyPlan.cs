using System.Security.Cryptography;
using System.Text;

namespace Gan.Serving.Study;

/// <summary>Who is asked what, in which order: a function of the study's secret and of the participant, so that nothing
/// but answers is stored. Numbers of pictures tell nothing of their set.</summary>
internal sealed class StudyPlan
{
    private const int IdBytes = 8;
    private const int ParticipantLength = 4 * IdBytes; // in hexadecimal: a random half, and a half that proves it

    private static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    private readonly byte[] secret;
    private readonly StudyMode mode;
    private readonly int trials;
    private readonly Dictionary<string, string> files;
    private readonly string[] first;
    private readonly string[] second;

    /// <param name="options">Of the study.</param>
    /// <param name="secret">That of its file of answers.</param>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">A folder has no pictures.</exception>
    public StudyPlan(StudyOptions options, byte[] secret)
    {
        this.secret = secret;
        mode = options.Mode;
        var one = Pictures(options.First, StudyTrial.First);
        var other = Pictures(options.Second, StudyTrial.Second);
        first = [.. one.Keys];
        second = [.. other.Keys];
        files = one.Concat(other).ToDictionary();
        var most = Math.Min(first.Length, second.Length);
        trials = Math.Min(options.Trials, mode == StudyMode.Pair ? most : 2 * most);
    }

    /// <summary>Questions for each participant.</summary>
    public int Trials => trials;

    /// <summary>The file of a picture; null where there is none.</summary>
    public string? FileOf(string picture) => files.GetValueOrDefault(picture);

    /// <summary>A new participant, whom no other server can have named.</summary>
    public string NewParticipant()
    {
        var own = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        return own + Hash("participant", own);
    }

    /// <summary>Whether this study named the participant.</summary>
    public bool Knows(string participant) =>
        participant.Length == ParticipantLength
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Hash("participant", participant[..(2 * IdBytes)])),
            Encoding.UTF8.GetBytes(participant[(2 * IdBytes)..])
        );

    /// <summary>All questions for a participant, in order.</summary>
    public IReadOnlyList<StudyTrial> For(string participant)
    {
        string[] Shuffled(IEnumerable<string> ids, string word) =>
            [.. ids.OrderBy(id => Hash(word, participant, id), StringComparer.Ordinal)];
        var one = Shuffled(first, "pictures");
        var other = Shuffled(second, "pictures");
        if (mode == StudyMode.Pair)
        {
            return
            [
                .. Enumerable
                    .Range(0, trials)
                    .Select(i =>
                        Hash("side", participant, one[i])[0] < '8'
                            ? new StudyTrial([one[i], other[i]], StudyTrial.First)
                            : new StudyTrial([other[i], one[i]], StudyTrial.Second)
                    ),
            ];
        }
        var chosen = one.Take(trials / 2).Concat(other.Take(trials / 2));
        var isFirst = first.ToHashSet();
        return
        [
            .. Shuffled(chosen, "order")
                .Select(id => new StudyTrial([id], isFirst.Contains(id) ? StudyTrial.First : StudyTrial.Second)),
        ];
    }

    private Dictionary<string, string> Pictures(string folder, string set)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder '{folder}'.");
        }
        var pictures = Directory
            .EnumerateFiles(folder)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .ToDictionary(file => Hash("picture", set, Path.GetFileName(file)));
        return pictures.Count > 0
            ? pictures
            : throw new InvalidDataException($"'{folder}' has no PNG or JPEG files. Name a folder with pictures.");
    }

    private string Hash(params string[] words) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Join('\n', words))))[
            ..(2 * IdBytes)
        ];
}
