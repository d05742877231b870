namespace Gan.Samples;

/// <summary>
/// What the samples are asked by: <c>--name value</c> or <c>--name=value</c>. Anything else ends the program with one
/// sentence, because a sample that trains for minutes with settings other than those asked for misleads.
/// </summary>
internal static class Arguments
{
    public static long Steps(string[] args, long standard) => Read(args, "--steps").Number("--steps", standard);

    public static Dictionary<string, string> Read(string[] args, params string[] known)
    {
        Failures.SayInOneSentence();
        var given = new Dictionary<string, string>();
        var words = new Queue<string>(args.SelectMany(word => word.Split('=', 2)));
        var takes = $"This sample takes {string.Join(", ", known.Select(name => $"{name} <value>"))}";
        while (words.TryDequeue(out var name))
        {
            if (name is "--help" or "-h" or "-?")
            {
                End(Console.Out, $"{takes}.", status: 0);
            }
            if (!known.Contains(name))
            {
                End(Console.Error, $"{takes}, but was given '{name}'.", status: 1);
            }
            if (words.TryDequeue(out var value))
            {
                given[name] = value;
            }
            else
            {
                End(Console.Error, $"{takes}, but {name} was given no value.", status: 1);
            }
        }
        return given;
    }

    public static long Number(this Dictionary<string, string> given, string name, long standard)
    {
        if (!given.TryGetValue(name, out var text))
        {
            return standard;
        }
        if (long.TryParse(text, out var number) && number is >= 1 and <= int.MaxValue)
        {
            return number;
        }
        End(Console.Error, $"{name} takes a whole number of at least 1, but was '{text}'.", status: 1);
        return standard;
    }

    private static void End(TextWriter writer, string sentence, int status)
    {
        writer.WriteLine(sentence);
        Environment.Exit(status);
    }
}
