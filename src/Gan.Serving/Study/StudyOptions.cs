namespace Gan.Serving;

/// <summary>What people are asked.</summary>
public enum StudyMode
{
    /// <summary>One picture at a time: real, or made by an algorithm (HYPE, Zhou et al. 2019)?</summary>
    RealOrFake,

    /// <summary>One picture of each set side by side: which looks more real?</summary>
    Pair,
}

/// <summary>A study in which people judge pictures of two sets.</summary>
public sealed record StudyOptions
{
    /// <summary>Folder of PNG and JPEG files. With <see cref="StudyMode.RealOrFake"/> these are the real
    /// ones.</summary>
    public required string First { get; init; }

    /// <summary>Folder of PNG and JPEG files, those of the generator.</summary>
    public required string Second { get; init; }

    /// <summary>The JSON Lines file that answers are added to. A study goes on with the file that it has.</summary>
    public required string Answers { get; init; }

    /// <summary>What is asked. Default real or fake.</summary>
    public StudyMode Mode { get; init; }

    /// <summary>Questions for each participant, as far as the pictures go: an even number from 2 to 1000.
    /// Default 40.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>How long pictures are seen, from 20 ms to one minute; null, the default, until the answer.</summary>
    public TimeSpan? Exposure { get; init; }

    /// <summary>The question above the pictures; empty, the default, for that of the mode.</summary>
    public string Question { get; init; } = "";

    /// <summary>What stands against these settings, a sentence each; empty where nothing does.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Must(bool holds, string sentence)
        {
            if (!holds)
            {
                problems.Add(sentence);
            }
        }
        Must(!string.IsNullOrEmpty(First) && !string.IsNullOrEmpty(Second), "First and Second must name folders.");
        Must(!string.IsNullOrEmpty(Answers), "Answers must name a file.");
        Must(Enum.IsDefined(Mode), $"Mode must be RealOrFake or Pair, but was {Mode}.");
        Must(
            Trials is >= 2 and <= 1000 && Trials % 2 == 0,
            $"Trials must be an even number in [2, 1000], but was {Trials}."
        );
        Must(
            Exposure is not { TotalMilliseconds: < 20 or > 60_000 },
            $"Exposure must be from 20 to 60000 ms, but was {Exposure?.TotalMilliseconds} ms."
        );
        Must(Question?.Length is <= 300, "Question must have at most 300 characters.");
        return problems;
    }
}
