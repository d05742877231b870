using System.Text;
using static Gan.Tests.Saving.ForgedPth;

namespace Gan.Tests.Saving;

/// <summary>Archives that are not what their entries say.</summary>
public sealed class PthArchiveTests : IDisposable
{
    private static readonly string Two =
        Dictionary(("v", Tensor("0", 2, 0, [2], [1])), ("w", Tensor("1", 1, 0, [1], [1]))) + ".";

    private readonly string path = Path.Combine(Directory.CreateTempSubdirectory("gan").FullName, "t.pth");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void A_storage_that_is_missing_or_has_other_bytes_is_said()
    {
        Refusal(path, Two, ("data/0", Floats(2))).Should().Contain("it lacks the storage '1'");
        Refusal(path, Two, ("data/0", Floats(3)), ("data/1", Floats(1)))
            .Should()
            .Contain("storage '0' has 12 bytes, but its tensors say 2 numbers of 4 bytes");
    }

    [Fact]
    public void Two_pickles_two_entries_of_one_name_and_none_are_said()
    {
        Refusal(path, Two, ("data/0", Floats(2)), ("data/0", Floats(2))).Should().Contain("two entries 'a/data/0'");
        Refusal(path, Two, ("b/data.pkl", Floats(2))).Should().Contain("no single entry data.pkl");
    }

    [Fact]
    public void The_order_of_bytes_is_read_where_it_stands()
    {
        var little = Encoding.UTF8.GetBytes("little");
        Write(path, Two, ("data/0", Floats(2)), ("data/1", Floats(1)), ("byteorder", little));
        PthFile.Read(path, tensors => tensors.Should().HaveCount(2));
        Refusal(path, Two, ("byteorder", Encoding.UTF8.GetBytes("big"))).Should().Contain("not in little-endian order");
    }

    [Fact]
    public void A_storage_of_which_two_tensors_say_other_things_is_refused()
    {
        var twins = Dictionary(("v", Tensor("0", 2, 0, [2], [1])), ("w", Tensor("0", 1, 0, [1], [1]))) + ".";
        Refusal(path, twins, ("data/0", Floats(2))).Should().Contain("two tensors say of their storage");
    }

    [Fact]
    public void A_folder_and_a_file_that_is_not_there_are_said()
    {
        var folder = () => PthFile.Load(Path.GetDirectoryName(path)!);
        folder.Should().Throw<InvalidDataException>().WithMessage("*is a folder, not a .pth file*");
        var none = () => PthFile.Load(path);
        none.Should().Throw<FileNotFoundException>();
    }
}
