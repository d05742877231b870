using System.Text;

namespace Gan.Data.Tests.Texts;

/// <summary>What files hold that are not what they should be.</summary>
public sealed class TextLinesTests : TextTest
{
    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo\r\n")]
    [InlineData("one\rtwo\r")]
    [InlineData("\uFEFFone\n\n  two\t \n\r\n")]
    public void Line_breaks_byte_order_marks_and_white_space_around_lines_do_not_count(string text)
    {
        using var data = Load(text);
        Texts(data).Should().Equal("one", "two");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_decides_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        using var data = TextDataset.Load(Write([.. encoding.Preamble, .. encoding.GetBytes("né\nja")]));
        Texts(data).Should().Equal("né", "ja");
    }

    [Fact]
    public void Accents_in_two_parts_are_those_in_one()
    {
        using var data = Load("Ren\u00E9e\nRene\u0301e\n");
        data.Text(0).Should().Be("Ren\u00E9e").And.Be(data.Text(1));
        data.Vocabulary.Tokens.Should().HaveCount(4);
    }

    [Fact]
    public void What_people_see_as_one_character_is_one()
    {
        using var data = Load("a👩‍🚀z\nq\u0323\u0307\n");
        data.Vocabulary.Tokens.Should().HaveCount(4).And.Contain("👩‍🚀");
        data.Tokens(0).Should().HaveCount(3);
        Texts(data)[0].Should().Be("a👩‍🚀z");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\t\n")]
    [InlineData("\uFEFF")]
    public void A_file_without_text_is_refused(string text) =>
        Refuse(text, null, "expected a line with text, but found none. Give it some.");

    [Fact]
    public void A_binary_file_is_refused_with_the_place()
    {
        Refuse("ab\nc\0d", null, "expected plain text, but found the character U+0000 in line 2, column 2. Texts are*");
        Refuse("ab\u001Bc", null, "expected plain text, but found the character U+001B in line 1, column 3.*");
        Refuse([0x61, 0x0A, 0xFF, 0x61], null, "expected text in utf-8, but found the bytes FF at byte 2 (line 2)*");
    }

    [Fact]
    public void A_line_without_end_is_refused_before_memory_is()
    {
        var huge = new byte[3 << 20];
        Array.Fill(huge, (byte)'a');
        Refuse(huge, null, "expected lines of at most 1048576 characters, but found a longer one, line 1.*");
    }

    [Fact]
    public void A_long_line_is_refused_with_its_length() =>
        Refuse(new string('a', 5000), null, "expected texts of at most 1000 tokens, but found 5000 in line 1.*");

    [Fact]
    public void There_is_no_such_file()
    {
        var load = () => TextDataset.Load(folder.Path + "/none.txt");
        load.Should().Throw<FileNotFoundException>();
    }

    [Fact]
    public void Half_of_a_pair_is_no_text()
    {
        var half = () => TextDataset.Of(["ok", "a\uD83D"]);
        half.Should().Throw<DataFormatException>().WithMessage("texts:*U+D83D in text 2, column 2*");
    }
}
