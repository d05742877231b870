// Words per sentence of the pages. Usage: eng/sentences.sh [words]: also lists sentences with more words than that.
using System.Globalization;
using Sentences;

var root = Directory.GetCurrentDirectory();
var limit = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : int.MaxValue;
var all = new List<Sentence>();
foreach (var page in Page.All(root))
{
    var sentences = Page.Read(Path.Combine(root, page));
    all.AddRange(sentences);
    Console.WriteLine($"{page, -64} {Lengths.Of(sentences)}");
    foreach (var sentence in sentences.Where(sentence => sentence.Words > limit))
    {
        Console.WriteLine($"  {page}:{sentence.Line}: {sentence.Words} words: {sentence.Text}");
    }
}
Console.WriteLine($"{"all pages", -64} {Lengths.Of(all)}");
